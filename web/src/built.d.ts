declare module "virtual:theme.css";

/** The version of the server that the page was built with. */
declare const __CODEBELL_VERSION__: string;
