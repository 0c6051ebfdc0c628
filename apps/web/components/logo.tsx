/** The shoulder pole with its two baskets. */
export function Logo(props: { width: number }) {
  const height = Math.round(props.width * 0.6);
  return (
    <svg width={props.width} height={height} viewBox="0 0 100 60" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
        <path d="M6 15C24 3 76 3 94 15" stroke-width="6" />
        <path d="M20 11 10 35M20 11l10 24M80 11 70 35M80 11l10 24" stroke-width="2" />
      </g>
      <path d="M6 36a14 7 0 0 1 28 0zM66 36a14 7 0 0 1 28 0z" fill="var(--gold)" />
      <path d="M5 36h30a15 18 0 0 1-30 0zM65 36h30a15 18 0 0 1-30 0z" fill="currentColor" />
    </svg>
  );
}
