const KEY = /^[0-9a-f]{64}$/;

type Width = 132 | 396 | 1200;

/** A photo is a content key; anything else is taken as an address made elsewhere. */
function sources(photo: string, width: Width): { webp: string | null; jpeg: string } {
  return KEY.test(photo)
    ? { webp: `/anh/${photo}.webp?w=${width}`, jpeg: `/anh/${photo}.jpg` }
    : { webp: null, jpeg: photo };
}

export function Picture(props: {
  photo: string;
  alt: string;
  width: Width;
  box: number;
  eager?: boolean;
}) {
  const { webp, jpeg } = sources(props.photo, props.width);
  return (
    <picture>
      {webp && <source type="image/webp" srcset={webp} />}
      <img
        src={jpeg}
        alt={props.alt}
        width={props.box}
        height={props.box}
        loading={props.eager ? undefined : 'lazy'}
        decoding="async"
      />
    </picture>
  );
}

/** The small picture of a list row: decorative, the name stands beside it. Its first letter where there is none. */
export function Thumb(props: { photo: string | null; name: string; size?: 72 }) {
  const box = props.size ?? 66;
  const size = props.size ? ` p${props.size}` : '';
  if (props.photo === null) {
    return (
      <span class={`photo none${size}`} aria-hidden="true">
        {props.name.slice(0, 1).toUpperCase()}
      </span>
    );
  }
  return (
    <span class={`photo${size}`}>
      <Picture photo={props.photo} alt="" width={132} box={box} />
    </span>
  );
}
