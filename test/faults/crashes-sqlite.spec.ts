import { crashSuite } from './crash.suite';

crashSuite('sqlite');
