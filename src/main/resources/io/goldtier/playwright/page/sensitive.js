// A selector engine: the elements that must not be seen in a picture. Fields for passwords and cards, fields whose names or
// labels mean secrets, whatever shows a number that passes the check of cards, and whatever shows a value whose print is
// among those that are asked for. The selector is a salt and the prints: sensitive=SALT,PRINT,PRINT
({
  query(root, selector) { return this.queryAll(root, selector)[0] || null; },
  queryAll(root, selector) {
    const [salt, ...prints] = selector.split(',');
    const wanted = new Set(prints);
    const secret = /passw|passwor|passphrase|secret|token|api.?key|\bpin\b|\btan\b|cvv|cvc|security.?code|card.?(no|num)|cardnumber|credit.?card|iban|\bssn\b/i;
    const print = text => {
      let hash = 0x811c9dc5;
      for (const letter of salt + text) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
      return hash.toString(16);
    };
    const luhn = digits => {
      let sum = 0;
      for (let i = 0; i < digits.length; i++) {
        let digit = +digits[digits.length - 1 - i];
        if (i % 2) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
      }
      return sum % 10 === 0;
    };
    const isCard = text => (text.match(/\d(?:[ -]?\d){12,18}/g) || []).some(found => luhn(found.replace(/[ -]/g, '')));
    const shows = text => text && (isCard(text)
      || wanted.size > 0 && [text.trim(), ...text.split(/\s+/), ...text.split(/[\s"'.,;:()<>]+/)].some(each => each && wanted.has(print(each))));
    const labels = field => [...(field.labels || [])].map(label => label.textContent).join(' ');
    const isSecretField = field => field.type === 'password'
      || /(^| )(cc-|current-password|new-password|one-time-code)/.test((field.getAttribute('autocomplete') || '').toLowerCase())
      || secret.test([field.name, field.id, field.placeholder, field.getAttribute('aria-label'), labels(field)].filter(Boolean).join(' '));
    const isText = field => !/^(checkbox|radio|button|submit|reset|image|hidden)$/.test(field.type);
    const found = [];
    const look = top => {
      for (const element of top.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) {
          if (isText(element) && (isSecretField(element) || shows(element.value))) found.push(element);
        } else if (!/^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(element.tagName)) {
          const own = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join(' ');
          if (shows(own)) found.push(element);
        }
      }
    };
    look(root);
    return found;
  }
})
