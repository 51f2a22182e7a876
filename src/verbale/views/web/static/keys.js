// Keys: / search, j k next and previous line, Enter open, e evidence, g r relation, ? help.
"use strict";
(() => {
  let at = -1, last = "";
  const lines = () => [...document.querySelectorAll(".line")];
  const move = (step) => {
    const all = lines();
    if (!all.length) return;
    all[at]?.classList.remove("here");
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all[at].classList.add("here");
    all[at].querySelector("a.told").focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
    const key = event.key;
    if (key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "e") document.querySelectorAll("details.field").forEach((d) => { d.open = !d.open; });
    else if (key === "r" && last === "g") location.href = document.querySelector("a[rel=up]")?.href ?? "/relations";
    else if (key === "?") document.querySelector("body > footer").scrollIntoView();
    last = key;
  });
  const unfold = () => {
    const to = document.getElementById(location.hash.slice(1));
    const folded = to?.closest("details");
    if (folded && !folded.open) { folded.open = true; to.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
