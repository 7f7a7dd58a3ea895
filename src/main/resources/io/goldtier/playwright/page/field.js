// What a field is, for whoever fills it in.
field => {
  const autocomplete = (field.getAttribute('autocomplete') || '').toLowerCase();
  return {
    tag: field.tagName.toLowerCase(),
    type: (field.type || '').toLowerCase(),
    secret: field.type === 'password' || /(^| )(cc-number|cc-csc|current-password|new-password|one-time-code)/.test(autocomplete),
    editable: field.isContentEditable === true,
    locked: field.disabled === true || field.readOnly === true,
    multiple: field.multiple === true,
    options: field.tagName === 'SELECT' ? [...field.options].slice(0, 200).map(option => ({value: option.value, label: option.label})) : []
  };
}
