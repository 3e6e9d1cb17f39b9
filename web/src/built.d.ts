declare module "virtual:theme.css";

/** The version of the server that the page was built with. */
declare const __CODEBELL_VERSION__: string;

/** What changed from version to version: CHANGELOG.md. */
declare const __CODEBELL_CHANGELOG__: string;
