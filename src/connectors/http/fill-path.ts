/**
 * Fills the placeholders of a path with encoded values. Null if a value would make a path segment `.` or `..`: a URL resolves these
 * however they are encoded, so the request would go to another resource.
 */
export function fillPath(path: string, values: Readonly<Record<string, string>>): string | null {
  const filled = path.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : placeholder,
  );
  return dotSegments(filled) > dotSegments(path) ? null : filled;
}

function dotSegments(path: string): number {
  const [before = ''] = path.split(/[?#]/, 1);
  return before.split('/').filter((segment) => segment === '.' || segment === '..').length;
}
