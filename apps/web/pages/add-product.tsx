import type { AddProductView } from '@ganh/contracts';
import { FaultSummary, Field } from '../components/field';
import { Icon } from '../components/icon';
import { Picture } from '../components/photo';
import { Certificates, DescriptionField, KindField } from '../components/product-fields';
import { Shoot, ShotState } from '../components/shots';
import { isChosen, ShopSwitches } from '../components/shop-switches';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { addProduct as words } from '../words/add-product';

const faultOf = (view: AddProductView, field: string) =>
  view.errors.find((error) => error.field === field);

function Photos(props: { view: AddProductView }) {
  const { photoKeys } = props.view;
  return (
    <section aria-label={words.photos} id="photos">
      <div class="shots" id="shots">
        {photoKeys.map((key, index) => (
          <span class="photo" key={key} data-photo={key}>
            <Picture photo={key} alt={words.photoOf(index + 1)} width={396} box={180} eager />
          </span>
        ))}
        <Shoot any={photoKeys.length > 0} />
      </div>
      <ShotState photoKeys={photoKeys} />
    </section>
  );
}

function Essentials(props: { view: AddProductView }) {
  const { view } = props;
  const { draft } = view;
  return (
    <div class="form">
      <Field
        name="name"
        label={words.name}
        value={draft.name ?? ''}
        hint={words.nameHint}
        fault={faultOf(view, 'name')}
        input={{ autocomplete: 'off', maxlength: 200, enterkeyhint: 'next' }}
      />
      <div>
        <div class={(faultOf(view, 'price') ?? faultOf(view, 'quantity')) ? 'form' : 'duo'}>
          <Field
            name="price"
            label={words.price}
            value={draft.price ?? ''}
            suffix="₫"
            fault={faultOf(view, 'price')}
            input={{ autocomplete: 'off', inputmode: 'text', enterkeyhint: 'next' }}
          />
          <Field
            name="quantity"
            label={words.quantity}
            value={draft.quantity ?? ''}
            suffix={draft.unit ?? ' '}
            fault={faultOf(view, 'quantity')}
            input={{ autocomplete: 'off', inputmode: 'decimal', enterkeyhint: 'done' }}
          />
        </div>
        <div class="hint" id="price-echo" role="status" data-keep />
      </div>
    </div>
  );
}

function Units(props: { view: AddProductView }) {
  const { units, draft } = props.view;
  const chosen = draft.unit ?? units[0];
  return (
    <fieldset id="units">
      <legend class="label">{words.unit}</legend>
      <div class="chips">
        {units.map((unit) => (
          <label class="pick" key={unit}>
            <input type="radio" name="unit" value={unit} checked={unit === chosen} />
            <span class="chip">{unit}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Further(props: { view: AddProductView }) {
  const { view } = props;
  const fault = faultOf(view, 'weightGrams');
  return (
    <details class="more full" open={(fault ?? faultOf(view, 'description')) && true}>
      <summary>
        <Icon name="next" />
        {words.more}
      </summary>
      <div class="form">
        <Field
          name="weightGrams"
          label={words.weight}
          value={view.draft.weightGrams ?? ''}
          suffix="g"
          hint={words.weightHint}
          fault={fault}
          input={{ autocomplete: 'off', inputmode: 'numeric' }}
        />
        <DescriptionField
          value={view.draft.description ?? ''}
          fault={faultOf(view, 'description')}
        />
        <KindField kinds={view.kinds} chosen={view.draft.kind ?? ''} />
      </div>
    </details>
  );
}

export const addProductPage: Page<AddProductView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'forms'],
  islands: ['add-product'],
  live: [],
  body: (view) => (
    <Frame shell={view.shell} here="products" title={words.title} back="/hang">
      <form
        class="form split"
        method="post"
        action="/hang/moi"
        encType="multipart/form-data"
        id="add"
      >
        <FaultSummary head={words.faults(view.errors.length)} faults={view.errors} />
        <Photos view={view} />
        <Essentials view={view} />
        <Units view={view} />
        <Certificates
          certificates={view.certificates}
          chosen={view.draft.certificateId ?? ''}
          now={view.shell.nowAt}
        />
        <Further view={view} />
        <ShopSwitches shops={view.shops} draft={view.draft} />
        <div class="foot full">
          <button class="btn p big" id="submit">
            {words.submit(view.shops.filter((shop) => isChosen(view, shop.shopId)).length)}
          </button>
        </div>
      </form>
    </Frame>
  ),
};
