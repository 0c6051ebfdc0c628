import { help as words } from '../words/common';
import { Icon } from './icon';
import { dialable } from './phone';

/** The same row at the same place of each page that offers help (WCAG 3.2.6). */
export function HelpRow(props: { phone: string | null }) {
  const phone = dialable(props.phone);
  const inside = (
    <>
      <span class="icon-btn tint">
        <Icon name="phone" />
      </span>
      <span class="grow">
        <span class="block bold">{words.title}</span>
        <span class="small">{phone ? words.call(phone.text) : words.ask}</span>
      </span>
    </>
  );
  if (!phone) return <div class="help card">{inside}</div>;
  return (
    <a class="help card" href={phone.href}>
      {inside}
      <Icon name="next" />
    </a>
  );
}
