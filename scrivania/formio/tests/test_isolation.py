"""One context serves one form for many citizens: nothing stored in a call may be found in the next."""

import pytest

from scrivania.formio import EnginePool, FormBroken

from .forms import field, submit_unpublished

PLACES = [
    "globalThis.LEAK",
    "leak_without_var",
    "Array.prototype.LEAK",
    "Object.LEAK",
    "Math.LEAK",
    "JSON.LEAK",
    "Date.prototype.LEAK",
    "String.prototype.LEAK",
    "console.LEAK",
    "setTimeout.LEAK",
    "arguments.callee.LEAK",
    "(function*(){}).__proto__.prototype.LEAK",
    "(async()=>{}).__proto__.LEAK",
    "[][Symbol.iterator]().__proto__.LEAK",
    "form.LEAK",
    "component.LEAK",
    "scope.LEAK",
    "config.LEAK",
    "utils_like.LEAK",
]


@pytest.mark.parametrize("place", PLACES)
def test_stored_value_is_gone_at_the_next_call(pool: EnginePool, place: str) -> None:
    code = (
        "var found = 'none'; var utils_like = this;"
        f"try {{ found = String({place}); }} catch (e) {{}}"
        f"try {{ {place} = data.b; }} catch (e) {{}}"
        "value = found;"
    )
    components = [field(calculateServer=True, calculateValue=code), field(key="b")]
    for secret in ("first citizen", "second citizen", "third citizen"):
        found = submit_unpublished(pool, components, {"b": secret}).data["a"]
        assert found in ("undefined", "none")


def test_code_left_for_later_never_runs(pool: EnginePool) -> None:
    code = (
        "var seen = typeof LATER; setTimeout(function(){ LATER = 1 }, 0);"
        "Promise.resolve().then(function(){ globalThis.LATER = 1 }); value = seen;"
    )
    for _ in range(2):
        components = [field(calculateServer=True, calculateValue=code)]
        assert submit_unpublished(pool, components, {}).data["a"] == "undefined"


def test_undeletable_global_spoils_the_context_not_the_engine(pool: EnginePool) -> None:
    code = "Object.defineProperty(globalThis, 'stays', {value: data.b}); value = typeof stays"
    components = [field(calculateServer=True, calculateValue=code), field(key="b")]
    assert submit_unpublished(pool, components, {"b": "x"}).data["a"] == "string"
    with pytest.raises(FormBroken):
        submit_unpublished(pool, components, {"b": "x"})
    [pid] = pool.pids()
    assert submit_unpublished(pool, components, {"b": "x"}).data["a"] == "string"
    assert pool.pids() == [pid]


def test_no_way_out_of_the_engine(pool: EnginePool) -> None:
    names = ["require", "fetch", "process", "XMLHttpRequest", "Deno", "std", "os", "URL", "eval"]
    code = "value = [" + ",".join(f"typeof {name}" for name in names) + "].join()"
    result = submit_unpublished(pool, [field(calculateServer=True, calculateValue=code)], {})
    assert set(result.data["a"].split(",")) == {"undefined"}


def test_honest_code_still_works_on_frozen_objects(pool: EnginePool) -> None:
    undeclared = "total = 0; for (i = 0; i < 3; i++) { total += i; }"
    overriding = "var o = {}; o.toString = function () { return 'o' + total }; value = String(o);"
    component = field(calculateServer=True, calculateValue=undeclared + overriding)
    assert submit_unpublished(pool, [component], {}).data["a"] == "o3"


@pytest.mark.parametrize(
    "code",
    [
        "__load('{\"components\":[]}')",
        "__run('{}')",
        "__takeLog()",
        "__run = function () { return '{}' }; throw 1",
        "console.warn = function () {}; throw 1",
    ],
)
def test_code_cannot_take_over_the_engine(pool: EnginePool, code: str) -> None:
    for _ in range(2):
        with pytest.raises(FormBroken):
            submit_unpublished(pool, [field(validate={"custom": code})], {"a": "x"})
