// The health check of a container: whether the api or worker in it can do its work.
try {
  const answer = await fetch(`http://127.0.0.1:${process.env.GANH_PORT || 3000}/readyz`);
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
