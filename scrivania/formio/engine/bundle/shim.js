// What a bare V8 lacks and the core expects. Loaded before the bundle; no DOM, no I/O.
(function (g) {
  var nothing = function () {};
  // The core swallows failures into console.warn/error and then accepts the value:
  // whatever lands here makes the answer unusable (the parent rejects it).
  var log = [];
  var record = function () {
    if (log.length < 100) log.push(Array.prototype.map.call(arguments, String).join(' ').slice(0, 300));
  };
  g.console = { log: nothing, info: nothing, debug: nothing, warn: record, error: record };
  g.__takeLog = function () { return log.splice(0, log.length); };
  // mini-racer brings timers, which would let a form's code run after its call has been answered.
  g.setTimeout = function () { return 0; };
  g.clearTimeout = nothing;
  delete g.__timer_manager;
  // inputmask builds synthetic events even without a DOM; without them the mask rule throws,
  // the throw is swallowed and any value passes.
  var event = function () {
    var E = function (type, init) { this.type = type; Object.assign(this, init || {}); };
    E.prototype.preventDefault = E.prototype.stopPropagation = E.prototype.stopImmediatePropagation = nothing;
    return E;
  };
  g.Event = event();
  g.CustomEvent = event();
})(globalThis);
