/** Stands in for `string-width` in the bundle: the renderer and the screen must agree on every column. */
export {textWidth as default} from '../../../../components/text/width.ts';
