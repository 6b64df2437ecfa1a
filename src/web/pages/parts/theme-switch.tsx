import { useEffect, useState } from 'react';

type Theme = 'system' | 'light' | 'dark';
const KEPT_AS = 'stellwerk-theme';
const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const signs: Readonly<Record<Theme, string>> = { system: '◐', light: '☀', dark: '☾' };

/** The system's colours, light or dark; remembered in this browser. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(kept);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEPT_AS, theme);
  }, [theme]);
  return (
    <button
      className="plain theme"
      onClick={() => setTheme(next[theme])}
      aria-label={`Colours: ${theme}. Switch to ${next[theme]}`}
      title={`Colours: ${theme}`}
    >
      <span aria-hidden="true">{signs[theme]}</span>
    </button>
  );
}

function kept(): Theme {
  const theme = localStorage.getItem(KEPT_AS);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
