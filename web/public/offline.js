// The page of the service worker: says calmly that Codebell is away, and comes back by itself.
(() => {
  const TEXTS = {
    en: {
      title: "Codebell can’t be reached",
      words:
        "The server or your connection is away. Nothing is lost: messages wait on the server. This page tries again by itself.",
      again: "Try now",
      still: "Still away.",
    },
    de: {
      title: "Codebell ist nicht erreichbar",
      words:
        "Der Server oder deine Verbindung ist gerade weg. Nichts geht verloren: Nachrichten warten auf dem Server. Diese Seite versucht es von selbst wieder.",
      again: "Jetzt versuchen",
      still: "Noch nicht erreichbar.",
    },
    es: {
      title: "No se puede acceder a Codebell",
      words:
        "El servidor o tu conexión no responde. No se pierde nada: los mensajes esperan en el servidor. Esta página lo vuelve a intentar sola.",
      again: "Intentar ahora",
      still: "Sigue sin responder.",
    },
    fr: {
      title: "Codebell est injoignable",
      words:
        "Le serveur ou votre connexion ne répond pas. Rien n’est perdu : les messages attendent sur le serveur. Cette page réessaie d’elle-même.",
      again: "Réessayer",
      still: "Toujours injoignable.",
    },
    zh: {
      title: "无法连接 Codebell",
      words:
        "服务器或你的网络暂时无法连接。不会丢失任何内容：消息保留在服务器上。本页面会自动重试。",
      again: "立即重试",
      still: "仍然无法连接。",
    },
  };
  const RETRY_MS = 5000;

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  const wanted = [stored("codebell.language"), ...navigator.languages].filter(Boolean);
  const language =
    wanted.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag in TEXTS) ?? "en";
  const texts = TEXTS[language];
  document.documentElement.lang = language;
  const scheme = stored("codebell.colour-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
  for (const id of ["title", "words", "again"]) document.getElementById(id).textContent = texts[id];

  // Asked for as a piece, not as a page: the service worker would answer that with this one.
  const base = document.querySelector('meta[name="base"]').content;
  async function look() {
    const answer = await fetch(base, { cache: "no-store" });
    if (answer.ok) location.reload();
    else throw new Error(String(answer.status));
  }
  document.getElementById("again").addEventListener("click", () => {
    const state = document.getElementById("state");
    state.textContent = "";
    look().catch(() => {
      state.textContent = texts.still;
    });
  });
  addEventListener("online", () => look().catch(() => {}));
  setInterval(() => look().catch(() => {}), RETRY_MS);
})();
