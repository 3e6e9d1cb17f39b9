// Runs before the first paint, so that a dark page never flashes white. It is a file of its own
// because the content security policy allows no inline script.
(() => {
  const GROUNDS = { light: "#fdfcfa", dark: "#171d1c" };
  const root = document.documentElement;
  const attribute = "data-mantine-color-scheme";

  // The browser's own bar takes the colour of the header, also where the scheme was chosen by hand.
  function colourBar() {
    const ground = GROUNDS[root.getAttribute(attribute)];
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = ground;
  }

  let wanted = null;
  try {
    wanted = localStorage.getItem("codebell.colour-scheme");
  } catch {
    // Storage may be forbidden; the system's scheme serves then.
  }
  const dark =
    wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute(attribute, dark ? "dark" : "light");
  colourBar();
  new MutationObserver(colourBar).observe(root, { attributeFilter: [attribute] });
})();
