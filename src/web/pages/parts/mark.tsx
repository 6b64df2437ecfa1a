/** A railway switch with two tracks. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M5 22h22" />
      <path className="branch" d="M8 22c8 0 7-12 15-12h4" />
    </svg>
  );
}
