export type DatabaseEngine = 'sqlite' | 'mariadb';
