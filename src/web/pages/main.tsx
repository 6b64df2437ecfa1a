import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { SessionDoor } from './session.tsx';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/landscape.css';
import './styles/pages.css';
import './styles/story.css';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SessionDoor>
        <App />
      </SessionDoor>
    </StrictMode>,
  );
}
