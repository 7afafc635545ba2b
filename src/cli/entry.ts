import {endWithinBound} from '../app/process-end.ts';
import {main} from './main.ts';

const code = await main();
process.exitCode = code;
endWithinBound(code); // nothing that was forgotten keeps the process
