import { startPhotos } from './photos';
import { waitForPhotos } from './wait-photos';

const form = document.getElementById('edit');
if (form instanceof HTMLFormElement) waitForPhotos(form, startPhotos(() => undefined).underWay);
