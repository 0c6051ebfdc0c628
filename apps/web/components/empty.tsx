import type { ComponentChildren } from 'preact';
import { Logo } from './logo';

/** A drawing, one sentence, one button. `page`: it is all there is, so its title is the page's. */
export function Empty(props: {
  title: string;
  text: string;
  page?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="art">
        <Logo width={150} />
      </span>
      {props.page ? <h1>{props.title}</h1> : <h2>{props.title}</h2>}
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
