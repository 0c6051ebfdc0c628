import type { DemoProduct } from './demo-products';

/** Drawn, so that nobody's photograph is used. */
const SHAPES = {
  bottle: (content: string, lid: string) =>
    `<rect x="540" y="180" width="120" height="90" rx="14" fill="${lid}"/>
     <path d="M555 270h90v150q95 40 95 150v380q0 50-50 50H510q-50 0-50-50V570q0-110 95-150z" fill="${content}"/>
     <path d="M500 580q0-80 60-110v500h-60z" fill="#fff" opacity=".18"/>`,
  jar: (content: string, lid: string) =>
    `<rect x="420" y="300" width="360" height="100" rx="22" fill="${lid}"/>
     <rect x="390" y="390" width="420" height="600" rx="70" fill="${content}"/>
     <rect x="430" y="440" width="60" height="500" rx="30" fill="#fff" opacity=".2"/>`,
  bag: (content: string, lid: string) =>
    `<path d="M400 330h400l60 640q0 40-40 40H380q-40 0-40-40z" fill="${content}"/>
     <path d="M400 330l20-90h360l20 90z" fill="${lid}"/>
     <path d="M420 240h360" stroke="#0002" stroke-width="10" stroke-dasharray="24 14"/>`,
  box: (content: string, lid: string) =>
    `<path d="M330 400h540v600H330z" fill="${content}"/><path d="M330 400l90-120h540l-90 120z" fill="${lid}"/>
     <path d="M870 400l90-120v600l-90 120z" fill="#0000" stroke="none"/><path d="M870 400l90-120v600l-90 120z" fill="${content}"/>
     <path d="M870 400l90-120v600l-90 120z" fill="#000" opacity=".22"/>`,
  bundle: (content: string, lid: string) =>
    `${[0, 1, 2, 3, 4].map((i) => `<ellipse cx="600" cy="${880 - i * 70}" rx="330" ry="120" fill="${content}" stroke="#0002" stroke-width="6"/>`).join('')}
     <path d="M600 480v520" stroke="${lid}" stroke-width="34"/>`,
  broom: (content: string, lid: string) =>
    `<rect x="575" y="140" width="50" height="480" rx="24" fill="${lid}"/>
     <path d="M560 600h80q150 180 190 420H370q40-240 190-420z" fill="${content}"/>
     <path d="M520 690h160M500 760h200" stroke="${lid}" stroke-width="20"/>`,
  basket: (content: string, lid: string) =>
    `<path d="M380 600q0-360 220-360t220 360" fill="none" stroke="${content}" stroke-width="40"/>
     <rect x="440" y="420" width="110" height="260" rx="30" fill="#8a3b12"/><rect x="570" y="470" width="130" height="210" rx="30" fill="${lid}"/>
     <rect x="715" y="500" width="90" height="180" fill="#6f7f3a"/>
     <path d="M320 640h560l-70 370q-6 30-36 30H426q-30 0-36-30z" fill="${content}"/>
     <path d="M340 740h520M358 840h484M374 940h452" stroke="#0003" stroke-width="14"/>`,
} satisfies Record<string, (content: string, lid: string) => string>;

export type PhotoShape = keyof typeof SHAPES;

/** A square picture of the product on a plain ground, as a phone's camera would hand it over. */
export async function drawPhoto({ photo }: DemoProduct): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const [content, lid] = photo.colours;
  const labelled = photo.shape === 'jar' || photo.shape === 'bottle' || photo.shape === 'bag';
  const label = `<rect x="490" y="640" width="220" height="200" rx="16" fill="#fffaf0"/>
    <path d="M600 670q70 50 0 140q-70-90 0-140z" fill="#4d7c3a"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" width="1200" height="1200">
    <rect width="1200" height="1200" fill="#efe6d8"/><rect y="930" width="1200" height="270" fill="#d9c8ae"/>
    <ellipse cx="600" cy="1010" rx="360" ry="40" fill="#0002"/>
    ${SHAPES[photo.shape](content, lid)}${labelled ? label : ''}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}
