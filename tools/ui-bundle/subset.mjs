// What of Bootstrap Italia we ship. Whole components are left out, never single rules of one we keep:
// a page author may then use any documented class of the components that stay.

/** Class names that mark a rule for removal: needs the vendor's JavaScript, or has no place in this product. */
export const DROPPED_CLASSES = [
  /^(vjs|video|splide|carousel|acceptoverlay|dimmer|masonry|owl)/,
  /^(complementary|analogue|neutral|lightgrey|primary)-/, // colour swatches of the documentation
  /^(bootstrap-select|bs-|autocomplete|select-autocomplete|typeahead)/,
  /^(offcanvas|popover|tooltip|toast|modal|alert-modal|popconfirm|megamenu|dropdown-megamenu)/,
  /^(avatar|point-|toolbar|sidebar|thumb|cookiebar|back-to-top|overlay|rating|transfer|bottom-nav)/,
  /^(progress-donut|progress-spinner-double|it-carousel|it-hero|it-grid-list|it-list-wrapper-avatar|gallery)/,
  /^(it-bottom|it-back-to-top|it-example|it-quote|it-timeline|it-video|it-map|it-social|it-search-wrapper)/,
  /^(was-validated|valid-tooltip|invalid-tooltip|password-meter|password-caps|flag-icon|placeholder)/,
  /^(accordion-|btn-dropdown|dropup|dropend|dropstart|upload-pictures|upload-dragdrop|cropper)/,
  /^(navbar-expand-(sm|md|xl|xxl)|navbar-(dark|light)|navscroll|it-navscroll|nav-scroll)/,
  /^(ratio|float|order|offset|align-(baseline|text|sub|super)|row-cols-(sm|xl|xxl))/,
];

/** Utilities exist once a breakpoint; ours are phone, tablet (md) and desktop (lg). */
export const DROPPED_BREAKPOINTS = /^(?!container|btn|icon|col).+-(sm|xl|xxl)(-.+)?$/;
export const KEPT_SIZES = /^(rounded|shadow|icon|btn|badge|chip|form|input|pagination|spinner|modal|text)-/;

export const ICONS = [
  'arrow-down', 'arrow-left', 'arrow-right', 'arrow-up', 'arrow-up-circle', 'ban', 'bookmark', 'box', 'burger', 'calendar',
  'camera', 'card', 'chart-line', 'check', 'check-circle', 'chevron-left', 'chevron-right', 'clip', 'clock',
  'close', 'close-big', 'close-circle', 'code-circle', 'collapse', 'comment', 'copy', 'delete', 'download', 'error',
  'exchange-circle', 'expand', 'external-link', 'file', 'file-compressed', 'file-csv', 'file-docx',
  'file-image', 'file-json', 'file-odt', 'file-pdf', 'file-sheet', 'file-signed', 'file-txt', 'file-xml',
  'files', 'flag', 'folder', 'funnel', 'hearing', 'help-circle', 'horn', 'inbox', 'info-circle', 'key', 'link',
  'list', 'lock', 'logout', 'mail', 'mail-open', 'map-marker', 'minus-circle', 'more-actions', 'more-items',
  'note', 'pa', 'password-invisible', 'password-visible', 'pencil', 'pin', 'plus', 'plus-circle', 'print',
  'refresh', 'restore', 'search', 'settings', 'share', 'sign', 'star-full', 'star-outline', 'telephone', 'tool',
  'unlocked', 'upload', 'user', 'warning', 'warning-circle',
];

/** [family, folder in the package, file stem, faces as file suffix -> [weight, style]] */
const FACES = {
  '300': [300, 'normal'], '300italic': [300, 'italic'], regular: [400, 'normal'], italic: [400, 'italic'],
  '600': [600, 'normal'], '600italic': [600, 'italic'], '700': [700, 'normal'], '700italic': [700, 'italic'],
};
const four = ['regular', 'italic', '700', '700italic'];
export const FONTS = [
  { family: 'Titillium Web', folder: 'Titillium_Web', stem: 'titillium-web-v10-latin-ext_latin', faces: Object.keys(FACES), licence: 'OFL.txt' },
  { family: 'Lora', folder: 'Lora', stem: 'lora-v20-latin-ext_latin', faces: four, licence: 'OFL.txt' },
  { family: 'Roboto Mono', folder: 'Roboto_Mono', stem: 'roboto-mono-v13-latin-ext_latin', faces: four, licence: 'LICENSE.txt' },
].map((font) => ({ ...font, faces: font.faces.map((name) => [name, ...FACES[name]]) }));
