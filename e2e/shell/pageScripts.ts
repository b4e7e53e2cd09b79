// What runs inside the page before it does: the built preload in an isolated world, as in Electron, and the bridge to the
// page's own world. Values cross between worlds by structured clone, in the detail of an event.

/** In the page's world: makes what the preload exposes. */
export const mainWorld = `addEventListener('parley expose', ({ detail: { key, names } }) => {
  let last = 0;
  const call = (name) => (...args) => new Promise((resolve, reject) => {
    const id = ++last;
    const sent = args.map((value, place) => {
      if (typeof value !== 'function') return value;
      addEventListener('parley heard ' + id + ' ' + place, ({ detail }) => value(...detail));
      return { listener: id + ' ' + place };
    });
    addEventListener('parley reply ' + id, ({ detail }) => 'value' in detail ? resolve(detail.value) : reject(new Error(detail.message)), { once: true });
    dispatchEvent(new CustomEvent('parley call', { detail: { id, name, args: sent } }));
  });
  window[key] = Object.freeze(Object.fromEntries(names.map((name) => [name, call(name)])));
}, { once: true });`;

/** In the isolated world: `require('electron')` for the preload. \`codec\` is the wire codec as a script that returns it. */
export const isolatedWorld = (codec: string, preload: string): string => `(() => {
  const { encode, decode } = ${codec};
  const toText = (bytes) => { let text = ''; for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768)); return btoa(text); };
  const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const waiting = new Map();
  let last = 0;
  const listeners = new Map();
  globalThis.parleyHear = (channel, text) => listeners.get(channel)?.({}, ...decode(toBytes(text)));
  globalThis.parleyAnswer = (id, text) => { waiting.get(id)(decode(toBytes(text))); waiting.delete(id); };
  // Electron knows at once where a chosen file lies; here the test is asked before a call goes on.
  const places = new WeakMap();
  const asking = [];
  globalThis.parleyFile = (id) => asking[id].file;
  globalThis.parleyPlace = (id, path) => { places.set(asking[id].file, path); asking[id].known(); };
  const placeOf = (file) => new Promise((known) => parleyInvoke(JSON.stringify({ file: asking.push({ file, known }) - 1 })));
  const electron = {
    webUtils: { getPathForFile: (file) => places.get(file) ?? '' },
    ipcRenderer: {
      on: (channel, listener) => listeners.set(channel, listener),
      invoke: (channel, ...args) => new Promise((resolve) => {
        const id = ++last;
        waiting.set(id, resolve);
        parleyInvoke(JSON.stringify({ id, channel, args: toText(encode(args)), origin: location.origin, mainFrame: window === top }));
      }),
    },
    contextBridge: {
      exposeInMainWorld: (key, api) => {
        addEventListener('parley call', async ({ detail: { id, name, args } }) => {
          let detail;
          for (const value of args) if (value instanceof File) await placeOf(value);
          const given = args.map((value) => value && value.listener ? (...said) => void dispatchEvent(new CustomEvent('parley heard ' + value.listener, { detail: said })) : value);
          try { detail = { value: await api[name](...given) }; } catch (error) { detail = { message: String(error) }; }
          dispatchEvent(new CustomEvent('parley reply ' + id, { detail }));
        });
        dispatchEvent(new CustomEvent('parley expose', { detail: { key, names: Object.keys(api) } }));
      },
    },
  };
  const module = { exports: {} };
  ((require, module, exports) => {
${preload}
  })((name) => { if (name !== 'electron') throw new Error('A sandboxed preload cannot load ' + name); return electron; }, module, module.exports);
})();`;
