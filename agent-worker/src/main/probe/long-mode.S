/*
 * A guest of some hundred bytes that proves that 64-bit code really runs: it enters long mode through page tables of its
 * own, goes round a loop 200 million times (a tenth of a second on a processor, minutes in an emulator of single
 * instructions), says so on the first serial port and leaves through QEMU's isa-debug-exit device.
 * Multiboot 0.6.96; Intel SDM volume 3A, section 10.8.5 for the way into long mode.
 *
 * Assembled with GNU binutils into the resource cloud/kowabunga/agent/compute/long-mode.bin:
 *   as --64 long-mode.S -o long-mode.o
 *   ld -m elf_x86_64 -Ttext 0x100000 -z noexecstack --build-id=none -o long-mode.elf long-mode.o
 *   objcopy -O binary -j .text long-mode.elf long-mode.bin
 */
        .set MB_MAGIC, 0x1BADB002
        .set MB_FLAGS, 0x00010000
        .section .text
        .code32
        .globl _start
        .align 4
header: .long MB_MAGIC, MB_FLAGS, -(MB_MAGIC+MB_FLAGS)
        .long header, 0x100000, edata, end, _start
_start: cli
        movl $stack, %esp
        /* identity map of the first 2 MiB */
        movl $pdpt, %eax; orl $3, %eax; movl %eax, pml4
        movl $pd, %eax; orl $3, %eax; movl %eax, pdpt
        movl $0x83, pd
        movl $pml4, %eax; movl %eax, %cr3
        movl %cr4, %eax; orl $0x20, %eax; movl %eax, %cr4
        movl $0xC0000080, %ecx; rdmsr; orl $0x100, %eax; wrmsr
        movl %cr0, %eax; orl $0x80000000, %eax; movl %eax, %cr0
        lgdt gdtr
        ljmp $8, $long
        .code64
long:   movq $0x123456789abcdef0, %rax
        movq $200000000, %rcx
1:      addq %rcx, %rax
        decq %rcx
        jnz 1b
        movq $message, %rsi
2:      lodsb
        testb %al, %al
        jz 3f
        movw $0x3f8, %dx
        outb %al, %dx
        jmp 2b
3:      movw $0xf4, %dx
        movb $0x10, %al
        outb %al, %dx
4:      hlt
        jmp 4b
message: .asciz "kowabunga: 64-bit code runs\n"
        .align 8
gdt:    .quad 0, 0x00af9a000000ffff, 0x00cf92000000ffff
gdtr:   .word 23
        .long gdt
edata:
        .bss
        .align 4096
pml4:   .skip 4096
pdpt:   .skip 4096
pd:     .skip 4096
        .skip 4096
stack:
end:
