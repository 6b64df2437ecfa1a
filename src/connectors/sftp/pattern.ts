/** Returns whether a name fits a pattern in which `*` stands for any characters and `?` for one. */
export function fits(pattern: string): (name: string) => boolean {
  const text = pattern
    .split(/([*?])/)
    .map((part) => (part === '*' ? '[^]*' : part === '?' ? '[^]' : RegExp.escape(part)))
    .join('');
  const whole = new RegExp(`^${text}$`, 'u');
  return (name) => whole.test(name);
}

export function inFolder(folder: string, name: string): string {
  if (folder === '') return name;
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}
