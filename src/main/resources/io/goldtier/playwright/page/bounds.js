// Runs in each page and frame before any script of theirs. What goes past a proxy, or lives longer than a page and is not
// seen, is not there for pages. What a page would send in the moment in which it is left is seen by nobody either, so it is
// not sent: otherwise "nothing but reading has left" could not be said.
(() => {
  for (const name of ['WebTransport', 'RTCPeerConnection', 'webkitRTCPeerConnection', 'SharedWorker', 'fetchLater']) {
    try { delete globalThis[name]; } catch (e) { globalThis[name] = undefined; }
  }
  let left = false;
  addEventListener('pagehide', () => { left = true; }, true);
  addEventListener('pageshow', () => { left = false; }, true);
  const bound = (owner, name, instead) => {
    const plain = owner && owner[name];
    if (plain) {
      owner[name] = {[name](...all) { return left ? instead() : plain.apply(this, all); }}[name];
    }
  };
  bound(globalThis, 'fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  bound(globalThis.Navigator && Navigator.prototype, 'sendBeacon', () => false);
  bound(globalThis.XMLHttpRequest && XMLHttpRequest.prototype, 'send', () => undefined);
  bound(globalThis.WebSocket && WebSocket.prototype, 'send', () => undefined);
})()
