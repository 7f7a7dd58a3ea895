// What matching elements say, from the first wanted one on, and no more than is wanted.
(elements, {attribute, table, from, most, longest}) => {
  let left = longest;
  let cut = false;
  const bounded = text => {
    const whole = (text || '').replace(/\u00a0/g, ' ').replace(/[ \t]+/g, ' ').trim();
    if (whole.length > left) { cut = true; }
    const part = whole.slice(0, left);
    left -= part.length;
    return part;
  };
  const value = element => {
    if (attribute) {
      const found = attribute === 'href' || attribute === 'src' ? element[attribute] : element.getAttribute(attribute);
      return found === null || found === undefined ? null : bounded(String(found));
    }
    if (element.type === 'password') return null;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) {
      return /^(checkbox|radio)$/.test(element.type) ? element.checked : bounded(element.value);
    }
    return bounded(element.innerText);
  };
  if (!table) {
    const values = [];
    for (const element of elements.slice(from, from + most)) {
      if (left <= 0) break;
      values.push(value(element));
    }
    return {values, total: elements.length, cut};
  }
  if (elements.length === 0) return {values: [], total: 0, cut: false};
  const top = elements[0];
  if (!top.rows) return {values: [], total: -1, cut: false};
  const rows = [...top.rows];
  const head = (top.tHead && top.tHead.rows.length > 0 ? top.tHead.rows[top.tHead.rows.length - 1]
    : rows[0] && [...rows[0].cells].every(cell => cell.tagName === 'TH') ? rows[0] : null);
  const names = head ? [...head.cells].map((cell, at) => cell.innerText.replace(/\s+/g, ' ').trim() || String(at + 1)) : [];
  names.forEach((name, at) => { if (names.indexOf(name) < at) names[at] = name + ' ' + (at + 1); });
  const body = rows.filter(row => row !== head && !(top.tHead && top.tHead.contains(row)));
  const values = [];
  for (const row of body.slice(from, from + most)) {
    if (left <= 0) break;
    const record = {};
    [...row.cells].forEach((cell, at) => { record[names[at] || String(at + 1)] = bounded(cell.innerText); });
    values.push(record);
  }
  return {values, total: body.length, cut};
}
