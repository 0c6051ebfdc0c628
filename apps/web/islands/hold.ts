const WAIT_MS = 500;
const EVERY_MS = 200;

/**
 * A press acts once; holding repeats five times a second after half a second (screens §6). A click without a pointer
 * (keyboard, screen reader) acts too.
 */
export function holdToRepeat(button: HTMLElement, act: () => void): void {
  let wait = 0;
  let every = 0;
  let repeated = false;
  const stop = (): void => {
    clearTimeout(wait);
    clearInterval(every);
  };
  button.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    repeated = false;
    stop();
    wait = window.setTimeout(() => {
      repeated = true;
      act();
      every = window.setInterval(act, EVERY_MS);
    }, WAIT_MS);
  });
  button.addEventListener('pointerup', stop);
  // Let go elsewhere: no click follows that would have to be ignored.
  for (const name of ['pointerleave', 'pointercancel', 'blur']) {
    button.addEventListener(name, () => {
      stop();
      repeated = false;
    });
  }
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    event.preventDefault();
    if (!repeated) act();
    repeated = false;
  });
}
