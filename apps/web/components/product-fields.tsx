import type { CertificateChoice } from '@ganh/contracts';
import { formatDate } from '@ganh/kernel';
import { addProduct as words } from '../words/add-product';
import { kinds as kindWords } from '../words/listings';
import { type FieldFault, Wrong } from './field';
import { Icon } from './icon';
import { Note } from './note';

/** On which paper the product's stars rest; '' = none. */
export function Certificates(props: {
  certificates: readonly CertificateChoice[];
  chosen: string;
  now: number;
}) {
  const { certificates, chosen, now } = props;
  if (certificates.length === 0) {
    return (
      <Note tone="wait" head={words.noCertificate}>
        {words.noCertificateMore}
      </Note>
    );
  }
  const choices = [
    { value: '', label: words.noStars, until: '' },
    ...certificates.map((paper) => ({
      value: String(paper.id),
      label: paper.label,
      until: (paper.validUntilAt > now ? words.validUntil : words.lapsed)(
        formatDate(paper.validUntilAt),
      ),
    })),
  ];
  return (
    <fieldset>
      <legend class="label">{words.certificate}</legend>
      <div class="stack">
        {choices.map((choice) => (
          <label class="pick" key={choice.value}>
            <input
              type="radio"
              name="certificateId"
              value={choice.value}
              checked={choice.value === chosen}
            />
            <span class="line">
              <span class="grow">
                <span class="block bold">{choice.label}</span>
                {choice.until && <span class="small">{choice.until}</span>}
              </span>
              <Icon name="check" />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function DescriptionField(props: { value: string; fault?: FieldFault | undefined }) {
  const { fault } = props;
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label class="label" for="o-description">
        {words.description}
      </label>
      {fault && <Wrong id="o-description-sai" fault={fault} />}
      <div class="inp">
        <textarea
          id="o-description"
          name="description"
          rows={4}
          maxlength={5000}
          aria-describedby={fault && 'o-description-sai'}
          aria-invalid={fault ? true : undefined}
        >
          {props.value}
        </textarea>
      </div>
    </div>
  );
}

/** What the goods are; '' = nobody says, it is guessed by the name. */
export function KindField(props: {
  kinds: readonly { code: string; name: string }[];
  chosen: string;
}) {
  return (
    <div class="field">
      <label class="label" for="o-kind">
        {kindWords.inForm}
      </label>
      <div class="inp">
        <select id="o-kind" name="kind">
          <option value="">{kindWords.guess}</option>
          {props.kinds.map(({ code, name }) => (
            <option key={code} value={code} selected={code === props.chosen}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
