// What there is on a page that a selector could have meant: each with a selector that fits it alone, and its words.
() => {
  const seen = element => element.getClientRects().length > 0 || element.type === 'file';
  const clean = text => (text || '').replace(/\s+/g, ' ').trim().slice(0, 60);
  const only = selector => { try { return document.querySelectorAll(selector).length === 1; } catch { return false; } };
  const path = element => {
    const tag = element.tagName.toLowerCase();
    const tries = [];
    if (element.id) tries.push('#' + CSS.escape(element.id));
    if (element.name) tries.push(`${tag}[name=${JSON.stringify(element.name)}]`);
    for (const attribute of ['data-testid', 'aria-label', 'placeholder', 'href', 'type']) {
      const value = element.getAttribute(attribute);
      if (value && value.length < 80) tries.push(`${tag}[${attribute}=${JSON.stringify(value)}]`);
    }
    for (const name of element.classList) tries.push(`${tag}.${CSS.escape(name)}`);
    tries.push(tag);
    const found = tries.find(only);
    if (found) return found;
    const words = clean(element.textContent);
    return words ? 'text=' + words : tries[0];
  };
  const words = element => clean([...(element.labels || [])].map(label => label.textContent).join(' ')
    || element.getAttribute('aria-label') || element.placeholder
    || (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) ? (element.type === 'submit' ? element.value : '') : element.textContent));
  return [...document.querySelectorAll('input:not([type=hidden]), textarea, select, button, a[href], [role], [id], [data-testid], table, h1, h2')]
    .filter(seen).slice(0, 400)
    .map(element => ({selector: path(element), words: words(element), tag: element.tagName.toLowerCase()}));
}
