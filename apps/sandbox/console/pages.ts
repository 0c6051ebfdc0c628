import type { ChannelDoor } from '../core/door';
import { REQUEST_FAULTS, STATE_FAULTS, WEBHOOK_FAULTS } from '../core/faults';
import { h, Html } from '../core/page';

/** Back to the front page and to what the channels' machines gave. */
export function navOf(doors: readonly ChannelDoor[]): Html {
  const journals = doors.map(
    (door) => h`<a href="/console/${door.name}/journal">Nhật ký ${door.title}</a> `,
  );
  return h`<nav><a href="/">Đầu trang</a> ${journals}<a href="/index.json">index.json</a></nav>`;
}

/** Top of a channel's page, with what came of the last form. */
export function headOf(title: string, notice: string): Html {
  return h`${navOf([])}<h1>${title}</h1>${notice ? h`<p role="status"><b>${notice}</b></p>` : ''}`;
}

export const vnd = (value: unknown) => `${Number(value).toLocaleString('vi-VN')}đ`;

/** Names a seller understands for the misbehaviours. */
const FAULT_WORDS: Record<string, string> = {
  'burst-429': 'từ chối vì gọi quá nhanh',
  'partial-batch': 'một phần của lô bị lỗi',
  slow: 'trả lời chậm',
  hang: 'không bao giờ trả lời',
  '5xx': 'lỗi máy chủ',
  'html-instead-of-json': 'trả HTML thay vì JSON',
  'cut-mid-body': 'đứt giữa chừng',
  'accepted-but-dropped': 'đã nhận nhưng mất câu trả lời',
  'field-missing': 'thiếu một trường',
  'webhook-lost': 'mất thông báo',
  'webhook-repeated': 'thông báo lặp 10 lần',
  'webhook-late': 'thông báo đến muộn',
  'webhook-reordered': 'thông báo sai thứ tự',
  'webhook-forged': 'thông báo giả mạo',
  'expired-token': 'mã truy cập hết hạn ngay',
  'revoked-shop': 'người bán rút quyền',
};

export function faultForm(door: ChannelDoor, shops: { id: string; name: string }[]): Html {
  const names = [...REQUEST_FAULTS, ...WEBHOOK_FAULTS, ...STATE_FAULTS];
  const running = door.faults
    .list()
    .map(
      (rule) =>
        h`<li>${FAULT_WORDS[rule.fault] ?? rule.fault}${rule.shop ? ` · ${rule.shop}` : ''} · còn ${rule.left ?? 'mãi'}</li>`,
    );
  return h`<form method="post" action="/console/${door.name}/behave" class="row">
<select name="fault" aria-label="Kiểu lỗi">${names.map((name) => h`<option value="${name}">${FAULT_WORDS[name] ?? name}</option>`)}</select>
<select name="shopId" aria-label="Cho gian hàng"><option value="">mọi nơi</option>${shops.map((shop) => h`<option value="${shop.id}">${shop.name}</option>`)}</select>
<label>số lần <input type="number" name="count" value="1" min="1"></label><button>Gây lỗi</button></form>
${running.length ? h`<ul>${running}</ul><form method="post" action="/console/${door.name}/behave"><input type="hidden" name="fault" value="none"><button>Bỏ hết lỗi</button></form>` : h`<p class="soft">Không có lỗi nào đang bật.</p>`}`;
}

export function journalPage(door: ChannelDoor): Html {
  const calls = door.journal.last(200).reverse();
  const sent = door.deliveries.log.last(50).reverse();
  const time = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(11, 23);
  const rows = calls.map(
    (one) =>
      h`<tr><td>${one.n}</td><td>${time(one.at)}</td><td>${one.method} ${one.endpoint}</td><td>${one.shop ?? ''}</td><td>${one.itemCount || ''}</td><td>${one.values
        .slice(0, 3)
        .map((value) =>
          [value.sku ?? value.itemId, value.stock, value.price]
            .filter((part) => part !== undefined)
            .join(' · '),
        )
        .join(
          '; ',
        )}</td><td class="${one.outcome === 'ok' ? '' : 'bad'}">${one.outcome}</td><td>${one.status}</td><td>${one.tookMs}</td></tr>`,
  );
  const hooks = sent.map(
    (one) =>
      h`<tr><td>${time(one.at)}</td><td>${one.event}</td><td>${one.shop ?? ''}</td><td>${one.attempt + 1}</td><td class="${one.ok ? '' : 'bad'}">${one.status}${one.forged ? ' (giả)' : ''}</td><td>${one.url}</td></tr>`,
  );
  return h`${headOf(`Nhật ký ${door.title}`, '')}
<h2>Cuộc gọi nhận được</h2><div class="wide"><table><tr><th>#</th><th>giờ</th><th>gọi</th><th>nơi</th><th>món</th><th>giá trị</th><th>kết quả</th><th>HTTP</th><th>ms</th></tr>${rows}</table></div>
<h2>Thông báo đã gửi</h2><div class="wide"><table><tr><th>giờ</th><th>loại</th><th>nơi</th><th>lần</th><th>HTTP</th><th>đến</th></tr>${hooks}</table></div>`;
}
