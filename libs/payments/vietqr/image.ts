import QRCode from 'qrcode';

/** Medium correction: a phone screen has glare, but no coffee stains; four modules of quiet zone as the standard asks. */
const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The code as an SVG document that scales with its box. */
export async function vietQrSvg(payload: string): Promise<string> {
  return QRCode.toString(payload, { ...OPTIONS, type: 'svg' });
}

/** The code as PNG; `widthPx` is the edge, quiet zone included. */
export async function vietQrPng(payload: string, widthPx = 480): Promise<Buffer> {
  return QRCode.toBuffer(payload, { ...OPTIONS, type: 'png', width: widthPx });
}
