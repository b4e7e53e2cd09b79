// Loads the database library, and only where it can run: in an older Node it would crash without a message.
import Database from 'better-sqlite3';

export const SqliteError = Database.SqliteError;

/**
 * Opens a database with the settings every review is opened with. Opening is lazy: errors of the content come with the
 * first statement.
 *
 * @param target an absolute path, or the bytes of a database (a private copy in memory).
 */
export function openDatabase(target: string | Buffer, options: { readonly: boolean }): Database.Database {
  const database = new Database(target, {
    readonly: options.readonly,
    ...(typeof target === 'string' ? { fileMustExist: true } : {}),
    timeout: 2000,
  });
  try {
    for (const setting of [
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'mmap_size = 0',
      'foreign_keys = ON',
      'secure_delete = ON',
      'temp_store = MEMORY',
      'recursive_triggers = OFF',
      'locking_mode = NORMAL',
      ...(options.readonly ? ['query_only = ON'] : []),
      ...(process.platform === 'darwin' ? ['fullfsync = ON', 'checkpoint_fullfsync = ON'] : []),
    ]) {
      database.pragma(setting);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}
