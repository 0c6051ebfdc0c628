import type { EditProductView } from '@ganh/contracts';
import { FaultSummary, Field, Wrong } from '../components/field';
import { Icon } from '../components/icon';
import { Note } from '../components/note';
import { Picture } from '../components/photo';
import { Certificates, DescriptionField, KindField } from '../components/product-fields';
import { Frame } from '../components/shell';
import { Shoot, ShotState } from '../components/shots';
import type { Page } from '../page';
import { addProduct } from '../words/add-product';
import { editProduct as words } from '../words/edit-product';

const faultOf = (view: EditProductView, field: string) =>
  view.errors.find((error) => error.field === field);

/** A mark on a photo: works without script, and no photo goes before the form is saved. */
function PhotoMark(props: {
  kind: 'radio' | 'checkbox';
  name: string;
  value: string;
  text: string;
  more?: string;
  checked: boolean;
}) {
  return (
    <label class="pick">
      <input type={props.kind} name={props.name} value={props.value} checked={props.checked} />
      <span class="line">
        <span class="grow">
          {props.text}
          {props.more && <span class="sr">{props.more}</span>}
        </span>
        <Icon name="check" />
      </span>
    </label>
  );
}

function Photos(props: { view: EditProductView }) {
  const { photoKeys, dropped } = props.view;
  const fault = faultOf(props.view, 'photo');
  return (
    <section aria-label={addProduct.photos} id="o-photo" class="stack">
      {fault && <Wrong id="o-photo-sai" fault={fault} />}
      <div class="shots" id="shots">
        {photoKeys.map((key, index) => (
          <div class="stack near" key={key}>
            <span class="photo">
              <Picture
                photo={key}
                alt={addProduct.photoOf(index + 1)}
                width={396}
                box={180}
                eager
              />
            </span>
            <PhotoMark
              kind="radio"
              name="first"
              value={key}
              text={words.first}
              more={words.firstOf(index + 1)}
              checked={index === 0}
            />
            <PhotoMark
              kind="checkbox"
              name="drop"
              value={key}
              text={words.drop}
              more={words.firstOf(index + 1)}
              checked={dropped.includes(key)}
            />
          </div>
        ))}
        <Shoot any={photoKeys.length > 0} />
      </div>
      {photoKeys.length > 0 && (
        <PhotoMark kind="radio" name="first" value="new" text={words.newFirst} checked={false} />
      )}
      <ShotState photoKeys={photoKeys} />
    </section>
  );
}

function Weights(props: { view: EditProductView }) {
  const { view } = props;
  return (
    <>
      {view.weights.map(({ field, optionName }) => (
        <Field
          key={field}
          name={field}
          label={optionName === '' ? addProduct.weight : words.weightOf(optionName)}
          value={view.draft[field] ?? ''}
          suffix="g"
          hint={addProduct.weightHint}
          fault={faultOf(view, field)}
          input={{ autocomplete: 'off', inputmode: 'numeric' }}
        />
      ))}
    </>
  );
}

/** What stood when the form was opened: by it the server knows what was changed here. */
function Before(props: { view: EditProductView }) {
  return (
    <>
      <input type="hidden" name="baseRev" value={props.view.baseRev} />
      {Object.entries(props.view.was).map(([field, value]) => (
        <input type="hidden" name={`was.${field}`} value={value} key={field} />
      ))}
    </>
  );
}

function Words(props: { view: EditProductView }) {
  const { view } = props;
  return (
    <div class="form">
      <Field
        name="name"
        label={addProduct.name}
        value={view.draft['name'] ?? ''}
        hint={addProduct.nameHint}
        fault={faultOf(view, 'name')}
        input={{ autocomplete: 'off', maxlength: 200, enterkeyhint: 'next' }}
      />
      <DescriptionField
        value={view.draft['description'] ?? ''}
        fault={faultOf(view, 'description')}
      />
      <Weights view={view} />
      <KindField kinds={view.kinds} chosen={view.draft['kind'] ?? ''} />
    </div>
  );
}

export const editProductPage: Page<EditProductView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'forms'],
  islands: ['edit-product'],
  live: [],
  body: (view) => {
    const count = view.errors.length;
    return (
      <Frame
        shell={view.shell}
        here="products"
        title={words.title}
        back={`/hang/sua/${view.variantId}`}
      >
        <form
          class="form split"
          method="post"
          action={`/hang/${view.productId}/sua`}
          encType="multipart/form-data"
          id="edit"
        >
          {view.problem && (
            <div class="full">
              <Note tone="bad" head={view.problem} />
            </div>
          )}
          <FaultSummary
            head={view.problem ? words.look : words.faults(count)}
            faults={view.errors}
          />
          <Photos view={view} />
          <Words view={view} />
          <Certificates
            certificates={view.certificates}
            chosen={view.draft['certificateId'] ?? ''}
            now={view.shell.nowAt}
          />
          <Before view={view} />
          <p class="row small full">
            <Icon name="sync" />
            {words.spread}
          </p>
          <div class="foot full">
            <button class="btn p big" id="submit" data-busy={words.saving}>
              {words.save}
            </button>
          </div>
        </form>
      </Frame>
    );
  },
};
