const YEAR_S = 365 * 24 * 3_600;
const DEFAULTS: Readonly<Record<string, string>> = { nen: 'light', chu: '1' };

function kept(name: string): string {
  const found = new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie);
  return found?.[1] ?? DEFAULTS[name] ?? '';
}

/** The server draws the next page so; the page is asked for again at once. */
for (const group of document.querySelectorAll<HTMLElement>('[data-setting]')) {
  const name = group.dataset.setting ?? '';
  for (const choice of group.querySelectorAll<HTMLInputElement>('input'))
    choice.checked = choice.value === kept(name);
  group.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    document.cookie = `${name}=${event.target.value}; path=/; max-age=${YEAR_S}; samesite=lax`;
    location.reload();
  });
}
