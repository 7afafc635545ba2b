/** Ink's hello world; it stays until it is ended. */
import {render, Text} from 'ink';
import {createElement} from 'react';

render(createElement(Text, null, 'Hello World'));
setInterval(() => {}, 1000);
