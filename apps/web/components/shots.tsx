import { addProduct as words } from '../words/add-product';
import { Icon } from './icon';

/** The tiles behind the photos that there are: the camera, and what is on the phone. */
export function Shoot(props: { any: boolean }) {
  return (
    <>
      <label class="shot">
        <Icon name="camera" size={36} />
        <span>{props.any ? words.shootMore : words.shoot}</span>
        <input type="file" name="photo" accept="image/*" capture="environment" />
      </label>
      <label class="shot">
        <Icon name="image" size={36} />
        <span>{words.choose}</span>
        <input type="file" name="photo" accept="image/*" multiple />
      </label>
    </>
  );
}

/** What the script says of photos under way, and the keys of those that have arrived. */
export function ShotState(props: { photoKeys: readonly string[] }) {
  return (
    <>
      <p class="hint" role="status" id="photo-state" data-keep />
      <input type="hidden" name="photoKeys" id="photoKeys" value={props.photoKeys.join(',')} />
    </>
  );
}
