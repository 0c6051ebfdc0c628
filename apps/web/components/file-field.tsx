import { Icon } from './icon';

/** Chooses one spreadsheet. */
export function FileField(props: { id: string; label: string; hint: string }) {
  const { id, label, hint } = props;
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <div class="inp">
        <Icon name="sheet" />
        <input
          id={id}
          type="file"
          name="file"
          accept=".xlsx,.csv"
          required
          aria-describedby={`${id}-y`}
        />
      </div>
      <p class="hint" id={`${id}-y`}>
        {hint}
      </p>
    </div>
  );
}
