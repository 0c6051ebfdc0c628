export { renderPage, staticFile, type PageName, type PageViews } from './render';
export { preferences, FRAGMENT_TYPE } from './preferences';
