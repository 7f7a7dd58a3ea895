// What a page says after it was sent off: fields that it does not accept, and words that look like an answer.
() => {
  const clean = text => (text || '').replace(/\s+/g, ' ').trim();
  const label = field => clean([...(field.labels || [])].map(each => each.textContent).join(' ')) || field.name || field.id || field.type;
  const seen = element => element.getClientRects().length > 0;
  const invalid = [...document.querySelectorAll('input:invalid, select:invalid, textarea:invalid')]
    .filter(seen).slice(0, 10).map(field => label(field) + ': ' + field.validationMessage);
  const marked = [...document.querySelectorAll('[aria-invalid=true]')]
    .filter(field => seen(field) && !field.matches(':invalid')).slice(0, 10).map(field => {
      const said = document.getElementById(field.getAttribute('aria-errormessage') || field.getAttribute('aria-describedby') || '');
      return label(field) + (said ? ': ' + clean(said.textContent) : ' is marked as wrong');
    });
  const answer = [...document.querySelectorAll('[role=status], [role=alert], output, .success, .confirmation, .message, .alert, main h1, h1')]
    .filter(seen).map(element => clean(element.innerText)).filter(text => text);
  const words = [...new Set(answer)].join(' ') || clean(document.body ? document.body.innerText : '');
  return {invalid: [...invalid, ...marked], words: words.slice(0, 2000)};
}
