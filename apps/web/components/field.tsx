import { Icon } from './icon';

export interface FieldFault {
  field: string;
  reason: string;
  remedy: string;
}

interface FieldProps {
  name: string;
  label: string;
  value: string;
  suffix?: string;
  hint?: string;
  fault?: FieldFault | undefined;
  /** Further attributes of the input. */
  input?: Readonly<Record<string, string | number | boolean>>;
}

export function Wrong(props: { id: string; fault: FieldFault }) {
  return (
    <p class="fault" id={props.id}>
      <Icon name="alert" size={20} />
      {props.fault.remedy || props.fault.reason}
    </p>
  );
}

/** Label above, fault between label and field, hint under it (screens §6). */
export function Field(props: FieldProps) {
  const id = `o-${props.name}`;
  const { fault, hint } = props;
  const described = [fault ? `${id}-sai` : '', hint ? `${id}-y` : '']
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label class="label" for={id}>
        {props.label}
      </label>
      {fault && <Wrong id={`${id}-sai`} fault={fault} />}
      <div class="inp">
        <input
          id={id}
          name={props.name}
          value={props.value}
          aria-describedby={described === '' ? undefined : described}
          aria-invalid={fault ? true : undefined}
          {...props.input}
        />
        {props.suffix && (
          <span class="suffix" data-suffix={props.name}>
            {props.suffix}
          </span>
        )}
      </div>
      {hint && (
        <p class="hint" id={`${id}-y`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** The list on top of a refused form, each line leading to its field. */
export function FaultSummary(props: { head: string; faults: readonly FieldFault[] }) {
  if (props.faults.length === 0) return null;
  return (
    <div class="note bad full" role="alert" id="cho-sai">
      <Icon name="alert" />
      <div class="grow">
        <b>{props.head}</b>
        <ul>
          {props.faults.map((fault) => (
            <li key={fault.field}>
              <a href={`#o-${fault.field}`}>{fault.reason}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
