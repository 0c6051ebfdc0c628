/** Our own line drawings on a 24 px grid. Pages carry only those they use, once, as symbols. */
const drawings = {
  home: <path d="M3.5 11 12 4l8.5 7M6 9.5V20h4.5v-5.5h3V20H18V9.5" />,
  box: <path d="M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10" />,
  receipt: (
    <path d="M5.5 3.5h13V21l-2.6-1.8L13.3 21 12 19.2 10.7 21l-2.6-1.8L5.5 21zM9 8h6M9 12h6" />
  ),
  link: (
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1" />
  ),
  menu: <path d="M4 6.5h16M4 12h16M4 17.5h16" />,
  plus: <path d="M12 4.5v15M4.5 12h15" />,
  minus: <path d="M4.5 12h15" />,
  check: <path d="m5 12.5 4.7 4.7L19.3 7.3" />,
  clock: <path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2" />,
  alert: <path d="M12 4 3 19.5h18zM12 10v4.5M12 17v.1" />,
  truck: <path d="M2.5 6.5h11v10h-11zM13.5 9.5H17l4 3.5v3.5h-7.5M7 16.5v2M17.5 16.5v2" />,
  next: <path d="m9.5 5.5 6.5 6.5-6.5 6.5" />,
  back: <path d="M14.5 5.5 8 12l6.5 6.5" />,
  close: <path d="m5.5 5.5 13 13M18.5 5.5l-13 13" />,
  search: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20.5 20.5" />,
  pencil: <path d="M4.5 19.5 5.5 15 16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5" />,
  phone: (
    <path d="M6.5 3.5h3l1.5 4-2 1.7a12 12 0 0 0 5.8 5.8l1.7-2 4 1.5v3c0 1.2-.9 2-2 2A15.5 15.5 0 0 1 4.5 5.5c0-1.1.8-2 2-2z" />
  ),
  camera: (
    <path d="M3.5 8h4L9 5.5h6L16.5 8h4v11h-17zM12 10.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z" />
  ),
  image: <path d="M3.5 5h17v14h-17zM3.5 16l5-5 4 4 2.5-2.5 5.5 5M15.5 9v.1" />,
  sync: (
    <path d="M19.5 9.5A8 8 0 0 0 5.3 8M4.5 4.5V8.5h4M4.5 14.5A8 8 0 0 0 18.7 16M19.5 19.5v-4h-4" />
  ),
  star: <path d="m12 3 2.7 5.9 6.4.8-4.7 4.4 1.2 6.4L12 17.4l-5.6 3.1 1.2-6.4L2.9 9.7l6.4-.8z" />,
  shop: (
    <path d="M4.5 10.5v9h15v-9M3.5 9.5l2-5h13l2 5a2.8 2.8 0 0 1-5.6 0 2.8 2.8 0 0 1-5.8 0 2.8 2.8 0 0 1-5.6 0z" />
  ),
  shield: <path d="M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6zM9 12l2.2 2.2L15.3 10" />,
  chat: <path d="M4 5h16v11h-8l-4.5 4v-4H4zM8 9.5h8M8 12.5h5" />,
  sheet: <path d="M5 3.5h14v17H5zM5 9h14M5 14.5h14M11 9v11.5" />,
  theme: <path d="M12 3.5a8.5 8.5 0 1 0 0 17zM12 3.5a8.5 8.5 0 0 1 0 17" />,
  text: <path d="M3.5 19 9 5l5.5 14M5.5 14.5h7M15 19l3-8 3 8M16 16.5h4" />,
  exit: <path d="M14 4.5H5.5v15H14M10.5 12h10M17 8l4 4-4 4" />,
  lock: <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />,
  undo: <path d="M8.5 5 4 9.5 8.5 14M4 9.5h10a5 5 0 0 1 0 10H9" />,
  person: <path d="M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.7-3.9 3.5-6 7.5-6s6.8 2.1 7.5 6" />,
  open: <path d="M13.5 4.5h6v6M19.5 4.5l-8 8M16.5 14v5.5h-12v-12H10" />,
};

export type IconName = keyof typeof drawings;

/** `size` in CSS px: 18, 20, 24 (default), 28, 36. */
export function Icon(props: { name: IconName; size?: 18 | 20 | 28 | 36 }) {
  return (
    <svg class={props.size ? `i s${props.size}` : 'i'} aria-hidden="true">
      <use href={`#i-${props.name}`} />
    </svg>
  );
}

function isIcon(name: string): name is IconName {
  return name in drawings;
}

/** Names of the drawings that a rendered text refers to. */
export function iconsIn(html: string): IconName[] {
  const names = [...html.matchAll(/#i-([a-z]+)/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter(isIcon);
}

export function IconSprite(props: { names: readonly IconName[] }) {
  return (
    <svg id="sprite" hidden aria-hidden="true">
      {props.names.map((name) => (
        <symbol id={`i-${name}`} viewBox="0 0 24 24" key={name}>
          {drawings[name]}
        </symbol>
      ))}
    </svg>
  );
}
