/** Bars with their values written on them; the sentence says the same to a screen reader (screens §6). */
export function Bars(props: {
  bars: readonly { label: string; value: number; text: string }[];
  sentence: string;
}) {
  const most = Math.max(1, ...props.bars.map((bar) => bar.value));
  return (
    <div class="bars" role="img" aria-label={props.sentence}>
      {props.bars.map((bar, index) => {
        const height = Math.round((bar.value / most) * 100);
        return (
          <div class={index === props.bars.length - 1 ? 'one now' : 'one'} key={bar.label}>
            <span class="num">{bar.text}</span>
            <svg
              viewBox={`0 0 10 ${Math.max(2, height)}`}
              height={Math.max(2, height)}
              preserveAspectRatio="none"
            >
              <rect width="10" height="100" rx="1" />
            </svg>
            <span class="day">{bar.label}</span>
          </div>
        );
      })}
    </div>
  );
}

/** The share of a whole as a bar; its figures stand beside it in words. */
export function Meter(props: { part: number; whole: number }) {
  const percent =
    props.whole <= 0 ? 0 : Math.max(0, Math.min(100, Math.round((props.part / props.whole) * 100)));
  return (
    <svg class="meter" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
      <rect width={percent} height="10" />
    </svg>
  );
}
