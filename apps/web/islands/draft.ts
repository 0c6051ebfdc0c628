/** Where the unsaved new product lies on this device. Never the only copy of anything that was saved. */
export const DRAFT = 'ganh-dang-hang';

const PLAIN = ['name', 'price', 'quantity', 'weightGrams', 'description', 'photoKeys'];

export interface Draft {
  fields: Record<string, string>;
  unit: string;
}

export function readDraft(): Draft | null {
  try {
    const kept = localStorage.getItem(DRAFT);
    return kept === null ? null : (JSON.parse(kept) as Draft);
  } catch {
    return null;
  }
}

export function dropDraft(): void {
  localStorage.removeItem(DRAFT);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : null;
}

function checkedUnit(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('input[name=unit]:checked')?.value ?? '';
}

/** Kept at each change; a full or closed store is no reason to stop anybody from typing. */
export function keepDraft(form: HTMLFormElement): void {
  const fields: Record<string, string> = {};
  for (const name of PLAIN) fields[name] = field(form, name)?.value ?? '';
  try {
    localStorage.setItem(
      DRAFT,
      JSON.stringify({ fields, unit: checkedUnit(form) } satisfies Draft),
    );
  } catch {
    return;
  }
}

export function isBlank(form: HTMLFormElement): boolean {
  return PLAIN.every((name) => (field(form, name)?.value ?? '') === '');
}

export function fillFrom(form: HTMLFormElement, draft: Draft): void {
  for (const name of PLAIN) {
    const target = field(form, name);
    if (target) target.value = draft.fields[name] ?? '';
  }
  for (const unit of form.querySelectorAll<HTMLInputElement>('input[name=unit]')) {
    if (unit.value === draft.unit) unit.checked = true;
  }
}
