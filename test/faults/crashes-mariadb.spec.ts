import { crashSuite } from './crash.suite';

crashSuite('mariadb');
