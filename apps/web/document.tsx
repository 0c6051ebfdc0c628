import type { ComponentChildren } from 'preact';
import type { Script } from './assets';
import { barColour, themeCss, type Theme } from './css/tokens';
import { nav } from './words/common';

export interface DocumentProps {
  title: string;
  /** Plain words for link previews; '' = none. */
  description: string;
  picture: string | null;
  css: string;
  theme: Theme;
  textSize: 1 | 2 | 3;
  nonce: string;
  scripts: readonly Script[];
  manifest: string | null;
  children: ComponentChildren;
}

function Preview(props: Pick<DocumentProps, 'title' | 'description' | 'picture'>) {
  if (props.description === '') return <meta name="robots" content="noindex" />;
  return (
    <>
      <meta name="description" content={props.description} />
      <meta property="og:type" content="product" />
      <meta property="og:title" content={props.title} />
      <meta property="og:description" content={props.description} />
      {props.picture && <meta property="og:image" content={props.picture} />}
    </>
  );
}

/** The whole page: style inside, scripts deferred, nothing inline that a strict content policy would refuse. */
export function Document(props: DocumentProps) {
  const { theme, nonce, textSize } = props;
  const parts = [...new Set(props.scripts.flatMap((script) => script.parts))];
  return (
    <html lang="vi" data-theme={theme} data-size={textSize === 1 ? undefined : String(textSize)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="theme-color" content={theme === 'dark' ? barColour.dark : barColour.light} />
        <title>{`${props.title} · ${nav.product}`}</title>
        <Preview {...props} />
        {props.manifest && <link rel="manifest" href={props.manifest} />}
        {/* Without it each browser asks for /favicon.ico, which is nowhere. */}
        {props.manifest && <link rel="icon" href="/tinh/ganh-192.png" />}
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: themeCss(theme) + props.css }} />
        {parts.map((part) => (
          <link rel="modulepreload" href={part} nonce={nonce} key={part} />
        ))}
        {props.scripts.map(({ src }) => (
          <script type="module" src={src} nonce={nonce} key={src} />
        ))}
      </head>
      <body>{props.children}</body>
    </html>
  );
}
