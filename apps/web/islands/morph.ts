/** Makes the open page like the one just read, touching only what differs: focus, typing and open parts stay. */

const keyOf = (node: Node): string | null =>
  node instanceof Element ? node.id || node.getAttribute('data-key') : null;

function sameKind(a: Node, b: Node): boolean {
  return a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

/**
 * What the person has typed or chosen and not yet sent. A button keeps the focus after its press and is no such thing:
 * left alone it would go on saying "Gói xong" over the form that hands the order over.
 */
function isTouched(node: Element): boolean {
  if (node === document.activeElement && node.matches('input, select, textarea')) return true;
  if (node instanceof HTMLInputElement) {
    return node.value !== node.defaultValue || node.checked !== node.defaultChecked;
  }
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (node instanceof HTMLSelectElement) {
    return Array.from(node.options).some((option) => option.selected !== option.defaultSelected);
  }
  return false;
}

function morphAttributes(from: Element, to: Element): void {
  for (const { name } of Array.from(from.attributes)) {
    const opened = name === 'open' && from instanceof HTMLDetailsElement;
    if (!to.hasAttribute(name) && !opened) from.removeAttribute(name);
  }
  for (const { name, value } of Array.from(to.attributes)) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function morphChildren(from: Element, to: Element): void {
  const keyed = new Map<string, ChildNode>();
  for (const child of Array.from(from.childNodes)) {
    const key = keyOf(child);
    if (key !== null) keyed.set(key, child);
  }
  let at: ChildNode | null = from.firstChild;
  for (const wanted of Array.from(to.childNodes)) {
    const key = keyOf(wanted);
    const known = key === null ? null : keyed.get(key);
    if (known && sameKind(known, wanted)) {
      if (known === at) at = at.nextSibling;
      else from.insertBefore(known, at);
      morphNode(known, wanted);
    } else if (at && sameKind(at, wanted)) {
      const next: ChildNode | null = at.nextSibling;
      morphNode(at, wanted);
      at = next;
    } else {
      from.insertBefore(document.importNode(wanted, true), at);
    }
  }
  while (at) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

function morphNode(from: Node, to: Node): void {
  if (from instanceof Element && to instanceof Element) {
    if (from.hasAttribute('data-keep') || isTouched(from)) return;
    morphAttributes(from, to);
    if (from instanceof HTMLInputElement) from.value = from.defaultValue;
    morphChildren(from, to);
  } else if (from.nodeValue !== to.nodeValue) {
    from.nodeValue = to.nodeValue;
  }
}

export function morph(from: Element, to: Element): void {
  morphNode(from, to);
}
