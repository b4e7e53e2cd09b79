// Addresses as people write them: encrypted or not, refused with what to do, and the same when they are written again.
import { describe, expect, test } from 'vitest';
import { addressText, isServerAddress, readAddress, secretInEnvironment } from './address.ts';

describe('the address of a server', () => {
  test('is told from the name of a file', () => {
    expect(['postgresql://a@b/c', 'mysql+pymysql://a@b/c', 'https://mlflow.example'].every(isServerAddress)).toBe(true);
    expect(['runs.csv', 'C://x', 'ftp://a/b', '-', 'sqlite:///study.db'].some(isServerAddress)).toBe(false);
  });

  test('is encrypted, except to this computer or where it says otherwise', () => {
    const tls = (text: string) => readAddress(text).tls;
    expect(tls('postgresql://me@db.example/x')).toBe(true);
    expect(tls('mysql+pymysql://me@10.0.0.7/x')).toBe(true);
    expect(tls('postgresql://me@db.example/x?sslmode=require')).toBe(true);
    expect(tls('postgresql://me@db.example/x?sslmode=disable')).toBe(false);
    expect(tls('postgresql://me@127.0.0.1/x')).toBe(false);
    expect(tls('postgresql://me@[::1]/x')).toBe(false);
    expect(tls('postgresql://me@localhost/x?sslmode=verify-full')).toBe(true);
    // A host that only begins like this computer's.
    expect(tls('postgresql://me@127.0.0.1.example.com/x')).toBe(true);
    expect(tls('https://mlflow.example')).toBe(true);
    expect(tls('http://localhost:5000')).toBe(false);
    expect(tls('http://mlflow.example?tls=off')).toBe(false);
    expect(() => readAddress('http://mlflow.example')).toThrow('can read what is sent');
    expect(() => readAddress('http://mlflow.example?tls=on')).toThrow('Write https://');
    expect(() => readAddress('postgresql://me@db.example/x?sslmode=prefer')).toThrow('sslmode=prefer');
  });

  test.each([
    ['postgresql://me:secret@h/x', 'PGPASSWORD'],
    ['mysql://me:secret@h/x', 'MYSQL_PWD'],
    ['postgresql://h/x', 'names no user'],
    ['postgresql://me@h', 'names no database'],
    ['postgresql://me@h1,h2/x', 'one host'],
    ['postgresql:///x', 'one host'],
    ['postgresql://me@h/x?options=-c%20a', 'option “options”'],
    ['sqlite:///x.db', 'no address of a server'],
  ])('%s is refused with what to do', (text, words) => {
    expect(() => readAddress(text)).toThrow(words);
    try {
      readAddress(text);
    } catch (error) {
      expect(String(error)).not.toContain('secret@');
    }
  });

  test.each([
    'postgresql://me@db.example/x',
    'postgresql://me@db.example:5433/x?sslmode=disable&schema=team+a',
    'mysql://a%40b@127.0.0.1/tracking',
    'postgresql://me@[::1]/x',
    'https://mlflow.example/team/mlflow',
    'http://127.0.0.1:5000',
    'http://mlflow.example?sslmode=disable',
  ])('%s is the same when it is written again', (text) => {
    const address = readAddress(text);
    expect(addressText(address)).toBe(text);
    expect(readAddress(addressText(address))).toEqual(address);
  });

  test('takes its secret from the variable that the tools of the server take it from', () => {
    expect(secretInEnvironment({ kind: 'mlflow', user: '' }, { MLFLOW_TRACKING_TOKEN: 't' })).toBe('t');
    expect(secretInEnvironment({ kind: 'mlflow', user: 'me' }, { MLFLOW_TRACKING_TOKEN: 't' })).toBeNull();
    expect(secretInEnvironment({ kind: 'postgres', user: 'me' }, { MYSQL_PWD: 'm' })).toBeNull();
  });
});
