declare module "*.css";

/** Whether the pages are loaded anew when a file is saved; set when they are bundled. */
declare const IS_WATCHED: boolean;
