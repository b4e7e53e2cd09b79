// Prints six words on a sheet of their own: nothing else of the page is on it, and no title says them.
import './printWords.css';

/** @param heading what the words open, on the sheet above them. */
export function printWords(words: string, heading: string): void {
  const sheet = document.createElement('section');
  sheet.className = 'words-sheet';
  const title = document.createElement('h1');
  title.textContent = heading;
  const list = document.createElement('ol');
  for (const word of words.split(' ')) {
    const item = document.createElement('li');
    item.textContent = word;
    list.append(item);
  }
  sheet.append(title, list);
  document.body.append(sheet);
  // Where print() does not wait for the dialog, the event says when it is over.
  addEventListener('afterprint', () => sheet.remove(), { once: true });
  window.print();
}
