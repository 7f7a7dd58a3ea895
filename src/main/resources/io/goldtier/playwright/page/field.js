// What a field is, for whoever fills it in. It is secret when it is for a password, a card or a code, or when its name or label
// says so; sensitive.js masks the same fields, and account numbers besides.
field => {
  const autocomplete = (field.getAttribute('autocomplete') || '').toLowerCase();
  const means = /passw|passphrase|secret|token|api.?key|\bpin\b|\btan\b|cvv|cvc|security.?code|card.?(no|num)|cardnumber|credit.?card|\bssn\b/i;
  const labels = [...(field.labels || [])].map(label => label.textContent);
  const isText = /^(INPUT|TEXTAREA)$/.test(field.tagName) && !/^(checkbox|radio|button|submit|reset|image|hidden|file)$/.test(field.type);
  return {
    tag: field.tagName.toLowerCase(),
    type: (field.type || '').toLowerCase(),
    secret: isText && (field.type === 'password'
      || /(^| )(cc-|current-password|new-password|one-time-code)/.test(autocomplete)
      || means.test([field.name, field.id, field.placeholder, field.getAttribute('aria-label'), ...labels].filter(Boolean).join(' '))),
    editable: field.isContentEditable === true,
    locked: field.disabled === true || field.readOnly === true,
    multiple: field.multiple === true,
    options: field.tagName === 'SELECT' ? [...field.options].slice(0, 200).map(option => ({value: option.value, label: option.label})) : []
  };
}
