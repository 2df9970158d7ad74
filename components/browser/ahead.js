// Takes the figures that came in the page away once the app's own title stands.
(() => {
  const ahead = document.getElementById("ahead");
  if (!ahead) return;
  const look = () => {
    if (!document.querySelector("h1.lp-title")) return;
    watching.disconnect();
    ahead.remove();
  };
  const watching = new MutationObserver(look);
  watching.observe(document.getElementById("root"), { childList: true, subtree: true });
  look();
})();
